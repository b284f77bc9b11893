//! What calls leave on the stack: keys that a cipher or a hash had there for a moment. What is freed
//! is wiped by the allocator; the stack is not, before other calls happen to use it.

use std::hint::black_box;

/// Deeper than any call of ours goes, in bytes; the stack has a megabyte.
const DEPTH: usize = 64 * 1024;

/// Writes over the stack below its caller.
#[inline(never)]
pub(crate) fn wipe_stack() {
    black_box(&mut [0_u8; DEPTH]);
}

/// Does what handles keys, and wipes the stack after it.
pub(crate) fn wiped<T>(work: impl FnOnce() -> T) -> T {
    let done = apart(work);
    wipe_stack();
    done
}

/// In a separate stack frame: code inlined into the caller would not be wiped.
#[inline(never)]
fn apart<T>(work: impl FnOnce() -> T) -> T {
    work()
}
