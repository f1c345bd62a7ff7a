// JSON as YAML, for people who read rather than for machines.
const PLAIN = /^[A-Za-z_][\w ./-]*$/;
const WORDS = /^(true|false|yes|no|on|off|null|y|n)$/i;

function scalar(value) {
  if (typeof value !== 'string') return JSON.stringify(value);
  return PLAIN.test(value) && !WORDS.test(value) && value.trim() === value ? value : JSON.stringify(value);
}

const isEmpty = (value) => Object.keys(value).length === 0;
const isTree = (value) => value !== null && typeof value === 'object' && !isEmpty(value);
const flat = (value) => (value !== null && typeof value === 'object' ? (Array.isArray(value) ? '[]' : '{}') : scalar(value));

/** Lines of YAML, each two spaces deeper than what holds it. */
export function yaml(value, indent = '') {
  if (!isTree(value)) return `${indent}${flat(value)}\n`;
  if (Array.isArray(value)) {
    if (value.every((one) => !isTree(one))) return `${indent}[${value.map(flat).join(', ')}]\n`;
    return value.map((one) => {
      const inner = yaml(one, `${indent}  `);
      return `${indent}- ${inner.slice(indent.length + 2)}`;
    }).join('');
  }
  return Object.entries(value).map(([name, one]) => {
    const simple = !isTree(one) || Array.isArray(one) && one.every((each) => !isTree(each));
    return simple ? `${indent}${scalar(name)}: ${yaml(one).trimEnd()}\n` : `${indent}${scalar(name)}:\n${yaml(one, `${indent}  `)}`;
  }).join('');
}
