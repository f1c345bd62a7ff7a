/** A server and a client for tests; every answer is held against the description of the API. */
@NullMarked
package dev.kindred.server.testkit;

import org.jspecify.annotations.NullMarked;
