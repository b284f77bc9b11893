//! Text → the modules of a QR code.

use fast_qr::{ECL, QRBuilder};

/// A QR code, without the four modules of quiet zone that belong around it.
///
/// # PII
/// It says what it was made from: an account's code holds the secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Symbol {
    size: usize,
    dark: Vec<bool>,
}

impl std::fmt::Debug for Symbol {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Symbol({0} × {0})", self.size)
    }
}

/// The text is longer than any QR code: version 40 at level M takes 2,331 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong;

impl Symbol {
    /// Modules a side: 21 to 177.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// Whether a module is dark; those outside the symbol are not.
    #[must_use]
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.size && self.dark.get(y * self.size + x).copied().unwrap_or(false)
    }
}

/// Makes the smallest QR code of error correction level M that says `text`, UTF-8 in byte mode or a
/// denser one — ISO/IEC 18004.
///
/// # Errors
/// [`TooLong`] if no version takes the text.
pub fn draw(text: &str) -> Result<Symbol, TooLong> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(|_| TooLong)?;
    let modules = code.data.iter().take(code.size * code.size);
    Ok(Symbol { size: code.size, dark: modules.map(|module| module.value()).collect() })
}
