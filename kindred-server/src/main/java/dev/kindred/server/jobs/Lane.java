package dev.kindred.server.jobs;

/** Jobs of a lane run one after the other; lanes run beside each other. */
public enum Lane {
    /** Training and measuring: one at a time in the whole process. */
    TRAINING,
    /** Lists of many users: one job at a time in each project. */
    LISTS,
    /** Reading and writing: one at a time in each project. */
    TRANSFER
}
