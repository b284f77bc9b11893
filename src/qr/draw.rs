//! Text → the modules of a QR code.

use fast_qr::{ECL, QRBuilder};

/// A QR code, without the quiet zone of four modules around it.
///
/// # PII
/// Its content can be read back: an account's code contains the secret.
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

/// The text is longer than any QR code: version 40 at level M holds 2,331 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong;

impl Symbol {
    /// Modules per side: 21 to 177.
    #[must_use]
    pub fn size(&self) -> usize {
        self.size
    }

    /// Whether a module is dark; modules outside the symbol are light.
    #[must_use]
    pub fn is_dark(&self, x: usize, y: usize) -> bool {
        x < self.size && self.dark.get(y * self.size + x).copied().unwrap_or(false)
    }
}

/// Makes the smallest QR code of error correction level M that encodes `text`, as UTF-8 in byte
/// mode or in a denser mode — ISO/IEC 18004.
///
/// # Errors
/// [`TooLong`] if no version can hold the text.
pub fn draw(text: &str) -> Result<Symbol, TooLong> {
    let code = QRBuilder::new(text).ecl(ECL::M).build().map_err(|_| TooLong)?;
    let modules = code.data.iter().take(code.size * code.size);
    Ok(Symbol { size: code.size, dark: modules.map(|module| module.value()).collect() })
}
