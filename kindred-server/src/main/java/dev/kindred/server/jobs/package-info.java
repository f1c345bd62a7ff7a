/** Work in the background: queued in the store, run one after the other, told how far it is. */
@NullMarked
package dev.kindred.server.jobs;

import org.jspecify.annotations.NullMarked;
