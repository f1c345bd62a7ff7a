/** What Kindred keeps: projects with events, users, items, models and jobs; keys; the audit log. */
@NullMarked
package dev.kindred.store;

import org.jspecify.annotations.NullMarked;
