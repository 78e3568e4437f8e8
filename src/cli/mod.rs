//! Arguments, files, exit codes: the only room that reads files, the environment or a clock, or prints.
