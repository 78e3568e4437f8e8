//! Names to what they name; duplicates and unknown names.
