// What keeps the project from good recommendations.
import { html } from './core.js';
import * as api from './api.js';
import { Badge, Card, Empty, Loaded, Page, Table, href, useLoad } from './ui.js';
import { Finding } from './home.js';
import { moment, plain } from './format.js';

const GROUPS = [['problem', 'Problems', 'These keep recommendations from working.'], ['warning', 'Warnings', 'These make them worse than they could be.'],
  ['note', 'Notes', 'Good to know.']];

/** Where to go for what is said in a finding. */
function place({ code }) {
  if (/event|type|rating|user/.test(code) && code.startsWith('no-')) return ['data', 'Import data'];
  if (/type|weight/.test(code)) return ['pipeline', 'Change the pipeline'];
  if (/model|train/.test(code)) return ['models', 'Train a model'];
  if (/cache|store/.test(code)) return ['operations', 'Look at the parts'];
  return null;
}

export default function Diagnosis() {
  const found = useLoad(() => api.get('/v1/diagnosis'), [api.project()]);
  return html`
    <${Page} title="Diagnosis" lead="What was looked for, what was found, and what helps." actions=${html`<button onClick=${found.reload}>Look again</button>`}
      commands=${[{ label: 'The findings', path: '/v1/diagnosis' }, { label: 'About a file', line: 'kindred advise --data events.csv' }]}>
      <${Loaded} from=${found} lines=${6}>${({ findings, asOf }) => html`
        ${!findings.length && html`<${Card}><${Empty}>Nothing was found that should be mended.<//><//>`}
        ${GROUPS.map(([severity, title, note]) => {
          const some = findings.filter((one) => one.severity === severity);
          return some.length > 0 && html`
            <${Card} key=${severity} title=${html`${title} <${Badge}>${some.length}<//>`} note=${note}>
              <ul class="findings">${some.map((finding) => {
                const where = place(finding);
                return html`<${Finding} key=${finding.code + finding.finding} finding=${finding} evidence />
                  ${where && html`<p><a class="button" href=${href(where[0])}>${where[1]}</a></p>`}`;
              })}</ul>
            <//>`;
        })}
        <details><summary>As a table</summary><${Table} name="findings" rows=${findings} empty="No findings." columns=${[
          { label: 'Severity', value: (row) => row.severity }, { label: 'Code', value: (row) => row.code }, { label: 'Finding', value: (row) => row.finding },
          { label: 'Fix', value: (row) => row.fix }, { label: 'Evidence', value: (row) => plain(row.evidence) }]} /></details>
        <p class="note">As of ${moment(asOf)}, UTC.</p>`}<//>
    <//>`;
}
