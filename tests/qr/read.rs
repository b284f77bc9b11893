//! Pictures → texts, with codes drawn by another library.

use std::ops::Range;

use postern_qr::{Obstacle, PictureError, Scan, scan};
use qrcode::{Color, QrCode};

const KEY: &str = "otpauth://totp/IATA:jane@agency.aero?secret=JBSWY3DPEHPK3PXP&issuer=IATA";

/// A white page in RGBA.
struct Page {
    rgba: Vec<u8>,
    width: usize,
}

impl Page {
    fn new(width: usize, height: usize) -> Self {
        Self { rgba: vec![255; width * height * 4], width }
    }

    fn draw(self, text: &str, at: (usize, usize), scale: usize, shades: (u8, u8)) -> Self {
        self.draw_code(&QrCode::new(text).unwrap(), at, scale, shades)
    }

    /// Draws a code with its quiet zone; `dark` and `light` are greys.
    fn draw_code(
        mut self,
        code: &QrCode,
        at: (usize, usize),
        scale: usize,
        (dark, light): (u8, u8),
    ) -> Self {
        let (size, colors) = (code.width(), code.to_colors());
        let side = (size + 8) * scale;
        for y in 0..side {
            for x in 0..side {
                let module = (x / scale).checked_sub(4).zip((y / scale).checked_sub(4));
                let is_dark = module.is_some_and(|(mx, my)| {
                    mx < size && my < size && colors[my * size + mx] == Color::Dark
                });
                let pixel = ((at.1 + y) * self.width + at.0 + x) * 4;
                self.rgba[pixel..pixel + 3].fill(if is_dark { dark } else { light });
            }
        }
        self
    }

    /// Paints a grey rectangle over the page.
    fn cover(mut self, columns: Range<usize>, rows: Range<usize>) -> Self {
        for y in rows {
            let start = y * self.width;
            self.rgba[(start + columns.start) * 4..(start + columns.end) * 4].fill(128);
        }
        self
    }

    fn scan(&self) -> Scan {
        scan(&self.rgba, self.width, self.rgba.len() / 4 / self.width).unwrap()
    }

    fn texts(&self) -> Vec<String> {
        self.scan().codes.iter().map(|code| code.text(|_, _| None)).collect()
    }
}

const INK: (u8, u8) = (0, 255);

#[test]
fn one_code_is_read_at_several_sizes() {
    for scale in [2, 3, 4, 6] {
        let page = Page::new(800, 600).draw(KEY, (120, 40), scale, INK);
        assert_eq!(page.texts(), [KEY], "scale {scale}");
    }
}

#[test]
fn every_code_of_a_page_is_returned_once() {
    let other = "https://portal.iata.org/help";
    let page = Page::new(1200, 600)
        .draw(KEY, (40, 60), 4, INK)
        .draw(other, (500, 60), 4, INK)
        .draw(KEY, (800, 200), 4, INK);
    let mut texts = page.texts();
    texts.sort();
    assert_eq!(texts, [other, KEY]);
}

#[test]
fn light_on_dark_is_read() {
    assert_eq!(Page::new(500, 500).draw(KEY, (50, 50), 5, (230, 20)).texts(), [KEY]);
}

#[test]
fn non_ascii_text_is_read() {
    let text = "otpauth://totp/Büro:jané?secret=JBSWY3DPEHPK3PXP";
    assert_eq!(Page::new(500, 500).draw(text, (20, 20), 5, INK).texts(), [text]);
}

#[test]
fn every_version_and_level_is_read() {
    use qrcode::{EcLevel, Version};
    for version in 1..=40 {
        for level in [EcLevel::L, EcLevel::M, EcLevel::Q, EcLevel::H] {
            let code = |text: &str| QrCode::with_version(text, Version::Normal(version), level);
            // The longest text that the version holds: every codeword of every block is used.
            let whole = "Aa1-".repeat(750);
            let fits = |length: usize| code(&whole[..length]).is_ok();
            let (mut low, mut high) = (1, whole.len());
            while low < high {
                let middle = (low + high).div_ceil(2);
                if fits(middle) { low = middle } else { high = middle - 1 }
            }
            let text = &whole[..low];
            let side = (usize::try_from(version).unwrap() * 4 + 17 + 8) * 3;
            let page = Page::new(side, side).draw_code(&code(text).unwrap(), (0, 0), 3, INK);
            assert_eq!(page.texts(), [text], "version {version}, level {level:?}");
        }
    }
}

#[test]
fn a_code_with_a_blot_is_corrected() {
    let code = QrCode::with_error_correction_level(KEY, qrcode::EcLevel::H).unwrap();
    let page = Page::new(500, 500).draw_code(&code, (20, 20), 6, INK).cover(150..210, 150..210);
    assert_eq!(page.texts(), [KEY]);
}

#[test]
fn a_code_with_its_data_painted_over_is_reported_as_covered() {
    let scan = Page::new(500, 500).draw(KEY, (20, 20), 8, INK).cover(130..290, 130..260).scan();
    assert_eq!((scan.codes.len(), scan.obstacle), (0, Some(Obstacle::Covered)));
}

#[test]
fn a_mirrored_code_is_read() {
    let mut page = Page::new(400, 400).draw(KEY, (20, 20), 5, INK);
    for row in page.rgba.chunks_mut(page.width * 4) {
        let pixels: Vec<_> = row.chunks(4).rev().flatten().copied().collect();
        row.copy_from_slice(&pixels);
    }
    assert_eq!(page.texts(), [KEY]);
}

#[test]
fn a_page_without_codes_has_none() {
    assert!(Page::new(800, 600).texts().is_empty());
    let noise = (0..640 * 480 * 4_u32)
        .map(|at| u8::try_from(at.wrapping_mul(2_654_435_761) >> 24).unwrap());
    assert!(Page { rgba: noise.collect(), width: 640 }.texts().is_empty());
}

#[test]
fn invalid_pictures_are_refused() {
    assert_eq!(scan(&[], 0, 0), Err(PictureError::Size));
    assert_eq!(scan(&[0; 7], 1, 2), Err(PictureError::Size));
    assert_eq!(scan(&[], usize::MAX, 2), Err(PictureError::TooLarge));
    assert_eq!(scan(&[], 100_000, 100_000), Err(PictureError::TooLarge));
}
