//! Drawn codes are read back: every version, level and mask, every angle, both polarities.

#![expect(clippy::as_conversions, reason = "pixels are drawn at fractions")]

use fast_qr::{ECL, Mask, QRBuilder, Version};
use postern_qr::{TooLong, draw, scan};

const KEY: &str = "otpauth://totp/IATA:jane@agency.aero?secret=JBSWY3DPEHPK3PXP&issuer=IATA";
const VERSIONS: [Version; 40] = {
    use Version::*;
    [
        V01, V02, V03, V04, V05, V06, V07, V08, V09, V10, V11, V12, V13, V14, V15, V16, V17, V18,
        V19, V20, V21, V22, V23, V24, V25, V26, V27, V28, V29, V30, V31, V32, V33, V34, V35, V36,
        V37, V38, V39, V40,
    ]
};

const MASKS: [Mask; 8] = [
    Mask::Checkerboard,
    Mask::HorizontalLines,
    Mask::VerticalLines,
    Mask::DiagonalLines,
    Mask::LargeCheckerboard,
    Mask::Fields,
    Mask::Diamonds,
    Mask::Meadow,
];

/// A picture of a symbol rotated about its middle, with its quiet zone; partly covered pixels are
/// grey. `ink` is the shade of dark modules, `paper` that of light ones.
fn picture(
    size: usize,
    is_dark: impl Fn(usize, usize) -> bool,
    scale: f64,
    degrees: f64,
    [ink, paper]: [u8; 2],
) -> (Vec<u8>, usize) {
    const PARTS: [f64; 3] = [1.0 / 6.0, 0.5, 5.0 / 6.0];
    let (sine, cosine) = degrees.to_radians().sin_cos();
    let side = (size + 8) as f64 * scale * (sine.abs() + cosine.abs());
    let width = side.ceil() as usize;
    let middle = width as f64 / 2.0;
    let dark_at = |x: f64, y: f64| {
        let (x, y) = ((x - middle) / scale, (y - middle) / scale);
        let column = (x * cosine + y * sine + size as f64 / 2.0).floor();
        let row = (y * cosine - x * sine + size as f64 / 2.0).floor();
        let inside = 0.0..size as f64;
        inside.contains(&column) && inside.contains(&row) && is_dark(column as usize, row as usize)
    };
    let mut rgba = Vec::with_capacity(width * width * 4);
    for y in 0..width {
        for x in 0..width {
            let parts = PARTS.iter().flat_map(|dy| PARTS.iter().map(move |dx| (dx, dy)));
            let dark = parts.filter(|(dx, dy)| dark_at(x as f64 + *dx, y as f64 + *dy)).count();
            let shade = (dark * usize::from(ink) + (9 - dark) * usize::from(paper)) / 9;
            rgba.extend_from_slice(&[shade as u8, shade as u8, shade as u8, 255]);
        }
    }
    (rgba, width)
}

#[track_caller]
fn check((rgba, width): (Vec<u8>, usize), text: &str, what: &str) {
    let scan = scan(&rgba, width, width).unwrap();
    let texts: Vec<_> = scan.codes.iter().map(|code| code.text(|_, _| None)).collect();
    assert!(texts == [text], "{what}: {} codes read", texts.len());
}

#[test]
fn every_version_level_and_mask_comes_back() {
    for (number, version) in VERSIONS.into_iter().enumerate() {
        for level in [ECL::L, ECL::M, ECL::Q, ECL::H] {
            for mask in MASKS {
                let text = format!("{number}{}", "x".repeat(number / 2));
                let what = format!("version {}, level {level:?}, mask {mask:?}", number + 1);
                let mut builder = QRBuilder::new(text.as_str());
                let built = builder.version(version).ecl(level).mask(mask).build();
                let Ok(code) = built else { panic!("{what}") };
                let is_dark = |x: usize, y: usize| code[y][x].value();
                check(picture(code.size, is_dark, 2.0, 0.0, [0, 255]), &text, &what);
            }
        }
    }
}

#[test]
fn every_angle_and_both_polarities_come_back() {
    let symbol = draw(KEY).unwrap();
    for degrees in 0..360 {
        for shades in [[0, 255], [225, 24]] {
            let picture = picture(
                symbol.size(),
                |x, y| symbol.is_dark(x, y),
                4.0,
                f64::from(degrees),
                shades,
            );
            check(picture, KEY, &format!("{degrees}°, ink {}", shades[0]));
        }
    }
}

#[test]
fn any_text_that_fits_is_drawn() {
    for text in ["", "a", "Büro ☎ 点", &"x".repeat(2331)] {
        let symbol = draw(text).unwrap();
        let picture = picture(symbol.size(), |x, y| symbol.is_dark(x, y), 3.0, 0.0, [0, 255]);
        check(picture, text, &format!("{} bytes", text.len()));
    }
    assert_eq!(draw(&"x".repeat(2332)), Err(TooLong));
}
