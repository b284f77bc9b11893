//! Residue of calls on the stack: keys that a cipher or a hash kept there briefly. The allocator
//! wipes freed memory; the stack stays as it is until other calls happen to overwrite it.

use std::hint::black_box;

/// Deeper than any of our calls, in bytes; the stack has a megabyte.
const DEPTH: usize = 64 * 1024;

/// Overwrites the stack below its caller.
#[inline(never)]
pub(crate) fn wipe_stack() {
    black_box(&mut [0_u8; DEPTH]);
}

/// Runs code that handles keys, then wipes the stack.
pub(crate) fn wiped<T>(work: impl FnOnce() -> T) -> T {
    let done = apart(work);
    wipe_stack();
    done
}

/// Runs in a separate stack frame: code inlined into the caller would not be wiped.
#[inline(never)]
fn apart<T>(work: impl FnOnce() -> T) -> T {
    work()
}
