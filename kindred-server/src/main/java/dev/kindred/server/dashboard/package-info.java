/** The pages of the dashboard, and how people sign in to them. */
@NullMarked
package dev.kindred.server.dashboard;

import org.jspecify.annotations.NullMarked;
