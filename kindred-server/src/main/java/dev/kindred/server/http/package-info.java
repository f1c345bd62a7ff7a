/** HTTP: routes, who may call them, limits, and errors as RFC 9457 describes them. */
@NullMarked
package dev.kindred.server.http;

import org.jspecify.annotations.NullMarked;
