/** Rules of the people who run a server: filters, boosts, pins, caps and shares. */
@NullMarked
package dev.kindred.server.engine.rules;

import org.jspecify.annotations.NullMarked;
