//! Files that are not read: what they are, so that the user hears what to do instead.

use crate::error::ImportError;

/// Archives by their first bytes: 7z, RAR, gzip, bzip2, xz, zstd.
const ARCHIVES: [&[u8]; 6] = [
    b"7z\xBC\xAF\x27\x1C",
    b"Rar!\x1A\x07",
    b"\x1F\x8B",
    b"BZh",
    b"\xFD7zXZ\0",
    b"\x28\xB5\x2F\xFD",
];
/// `SQLCipher` encrypts whole pages, so nothing of its file is recognisable but the length.
const PAGE_BYTES: usize = 1024;

/// What a file is that is neither text nor of a known app.
pub(crate) fn name(file: &[u8]) -> ImportError {
    if file.starts_with(b"%PDF") {
        ImportError::Pdf
    } else if ARCHIVES.iter().any(|start| file.starts_with(start))
        || file.get(257..262) == Some(b"ustar")
    {
        ImportError::Archive
    } else if !file.is_empty() && file.len().is_multiple_of(PAGE_BYTES) && is_random(file) {
        ImportError::Database
    } else {
        ImportError::Binary
    }
}

/// Whether all bytes are about equally frequent, as in encrypted data: χ² with 255 degrees of freedom
/// is above 400 once in ten million random files, and far above it in all others.
fn is_random(file: &[u8]) -> bool {
    let mut counts = [0_u64; 256];
    for byte in file {
        if let Some(count) = counts.get_mut(usize::from(*byte)) {
            *count += 1;
        }
    }
    let Ok(length) = u64::try_from(file.len()) else { return false };
    let squares: u64 = counts.iter().map(|count| count * count).sum();
    // χ² = 256 · Σ count² / length − length.
    256 * squares < length * (length + 400)
}
