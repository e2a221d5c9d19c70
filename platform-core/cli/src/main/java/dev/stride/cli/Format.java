package dev.stride.cli;

/** How a list is printed. */
enum Format {
    TABLE,
    JSON
}
