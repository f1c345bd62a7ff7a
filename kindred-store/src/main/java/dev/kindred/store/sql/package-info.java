/** The store in SQLite or PostgreSQL. */
@NullMarked
package dev.kindred.store.sql;

import org.jspecify.annotations.NullMarked;
