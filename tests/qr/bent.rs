//! Codes as cameras and designers show them: bent, steep, with finders of two shapes or colours.

#![expect(clippy::as_conversions, reason = "pixels are drawn at fractions")]

use postern_qr::scan;
use qrcode::{Color, EcLevel, QrCode, Version};

const KEY: &str = "otpauth://totp/IATA:jane@agency.aero?secret=JBSWY3DPEHPK3PXP&issuer=IATA";
const INK: f64 = 20.0;
const PAPER: f64 = 235.0;

/// The shade of a point of a symbol, in modules from its top left corner.
type Shade = Box<dyn Fn(f64, f64) -> f64>;

/// A symbol of one ink.
fn symbol(version: i16, text: &str) -> (f64, Shade) {
    let code = QrCode::with_version(text, Version::Normal(version), EcLevel::M).unwrap();
    let (size, colors) = (code.width(), code.to_colors());
    let shade = move |x: f64, y: f64| {
        let inside = 0.0..size as f64;
        let is_dark = inside.contains(&x)
            && inside.contains(&y)
            && colors[y as usize * size + x as usize] == Color::Dark;
        if is_dark { INK } else { PAPER }
    };
    (size as f64, Box::new(shade))
}

/// A symbol with finders of its own: `shade` has the position from a finder's middle.
fn with_finders(
    (size, data): (f64, Shade),
    shade: impl Fn(f64, f64) -> f64 + 'static,
) -> (f64, Shade) {
    let far = size - 3.5;
    let shade = move |x: f64, y: f64| {
        let finder = [(3.5, 3.5), (far, 3.5), (3.5, far)]
            .map(|(a, b)| (x - a, y - b))
            .into_iter()
            .find(|(x, y)| x.abs().max(y.abs()) < 3.5);
        finder.map_or_else(|| data(x, y), |(x, y)| shade(x, y))
    };
    (size, Box::new(shade))
}

/// How far a point is from a finder's middle, in squares and in circles.
fn rings(x: f64, y: f64) -> (f64, f64) {
    (x.abs().max(y.abs()), x.hypot(y))
}

/// A picture of nine samples per pixel; `at` has the module that a pixel shows.
#[track_caller]
fn check(
    (width, height): (usize, usize),
    shade: &Shade,
    at: impl Fn(f64, f64) -> (f64, f64),
    text: &str,
) {
    const PARTS: [f64; 3] = [1.0 / 6.0, 0.5, 5.0 / 6.0];
    let mut rgba = Vec::with_capacity(width * height * 4);
    for y in 0..height {
        for x in 0..width {
            let parts = PARTS.iter().flat_map(|dy| PARTS.iter().map(move |dx| (dx, dy)));
            let sum: f64 = parts
                .map(|(dx, dy)| {
                    let (u, v) = at(x as f64 + dx, y as f64 + dy);
                    shade(u, v)
                })
                .sum();
            let mean = (sum / 9.0).round() as u8;
            rgba.extend_from_slice(&[mean, mean, mean, 255]);
        }
    }
    let scan = scan(&rgba, width, height).unwrap();
    let texts: Vec<_> = scan.codes.iter().map(|code| code.text(|_, _| None)).collect();
    assert_eq!(texts, [text], "{:?}", scan.obstacle);
}

/// Straight from the front, `module` pixels for each module.
#[track_caller]
fn check_flat((size, shade): (f64, Shade), module: f64) {
    let side = ((size + 8.0) * module) as usize;
    check((side, side), &shade, |x, y| (x / module - 4.0, y / module - 4.0), KEY);
}

#[test]
fn a_round_middle_in_a_square_frame_is_read() {
    let finder = |x: f64, y: f64| {
        let (square, circle) = rings(x, y);
        if square > 2.5 || circle < 1.5 { INK } else { PAPER }
    };
    check_flat(with_finders(symbol(6, KEY), finder), 3.0);
}

#[test]
fn a_square_middle_in_a_round_frame_is_read() {
    let finder = |x: f64, y: f64| {
        let (square, circle) = rings(x, y);
        if (2.5..3.5).contains(&circle) || square < 1.5 { INK } else { PAPER }
    };
    check_flat(with_finders(symbol(6, KEY), finder), 3.0);
}

#[test]
fn a_frame_fainter_than_its_middle_is_read() {
    let finder = |x: f64, y: f64| match rings(x, y).0 {
        2.5.. => 165.0,
        1.5.. => PAPER,
        _ => INK,
    };
    check_flat(with_finders(symbol(6, KEY), finder), 5.0);
}

#[test]
fn finders_fainter_than_the_data_are_read() {
    let finder = |x: f64, y: f64| if (1.5..2.5).contains(&rings(x, y).0) { PAPER } else { 150.0 };
    check_flat(with_finders(symbol(6, KEY), finder), 5.0);
}

#[test]
fn data_fainter_than_the_finders_is_read() {
    let (size, data) = symbol(6, KEY);
    let faint = Box::new(move |x: f64, y: f64| if data(x, y) == INK { 150.0 } else { PAPER });
    let finder = |x: f64, y: f64| if (1.5..2.5).contains(&rings(x, y).0) { PAPER } else { 0.0 };
    check_flat(with_finders((size, faint), finder), 5.0);
}

#[test]
fn one_pixel_for_each_module_is_enough() {
    for version in [6, 20, 40] {
        let (size, shade) = symbol(version, KEY);
        check_flat((size, shade), 1.0);
    }
}

#[test]
fn a_lens_that_bends_every_line_does_no_harm() {
    for (version, strength) in [(7, 0.12), (18, 0.06), (18, 0.12), (18, 0.2), (25, 0.1)] {
        let (size, shade) = symbol(version, KEY);
        let (width, height) = (1280.0, 960.0);
        let module = 0.8 * height / size;
        // A radius of 1 is 0.4 of the picture's width, as in `tests/bench/pictures/camera.py`.
        let at = |x: f64, y: f64| {
            let (x, y) = (x - width / 2.0 - 20.0, y - height / 2.0 + 15.0);
            let radius = x.hypot(y) / (0.4 * width);
            let bend = (1.0 + strength * radius * radius) / module;
            let (x, y) = (x * bend, y * bend);
            // Seen a little from the side.
            let depth = 1.0 + 0.1 * x / size;
            (x / depth + size / 2.0, y / depth + size / 2.0)
        };
        check((1280, 960), &shade, at, KEY);
    }
}

#[test]
fn a_lens_and_a_steep_angle_together_do_no_harm() {
    let (size, shade) = symbol(18, KEY);
    // The fourth corner is several modules from where the other three suggest it.
    let at = |x: f64, y: f64| {
        let (x, y) = (x - 640.0, y - 480.0);
        let radius = x.hypot(y) / 512.0;
        let bend = 1.0 + 0.15 * radius * radius;
        let (x, y) = (x * bend / 640.0, y * bend / 640.0);
        let depth = 1.0 + 0.3 * x + 0.2 * y;
        ((0.5 + 0.95 * x / depth) * size, (0.5 + 0.95 * y / depth) * size)
    };
    check((1280, 960), &shade, at, KEY);
}

#[test]
fn large_codes_on_curved_paper_are_read() {
    for version in [8, 14, 22, 30] {
        let (size, shade) = symbol(version, KEY);
        // A cylinder seen from above: its lines bend by a twentieth of their length.
        let at = |x: f64, y: f64| {
            let (u, v) = (x / 7.0 - 6.0, y / 7.0 - 6.0);
            let way = 2.0 * u / size - 1.0;
            (size / 2.0 * (1.0 + (0.7 * way).asin() / 0.7_f64.asin()), v - 0.04 * size * way * way)
        };
        let side = ((size + 12.0) * 7.0) as usize;
        check((side, side), &shade, at, KEY);
    }
}

#[test]
fn small_codes_on_curved_paper_are_read() {
    let (size, shade) = symbol(6, KEY);
    let at = |x: f64, y: f64| {
        let (u, v) = (x / 9.0 - 6.0, y / 9.0 - 6.0);
        let way = 2.0 * u / size - 1.0;
        (u, v - 0.045 * size * way * way)
    };
    let side = ((size + 12.0) * 9.0) as usize;
    check((side, side), &shade, at, KEY);
}

#[test]
fn a_steep_angle_is_read() {
    for degrees in [0.0_f64, 20.0, 45.0, 70.0, 110.0, 160.0] {
        let (size, shade) = symbol(5, KEY);
        let (sine, cosine) = degrees.to_radians().sin_cos();
        // Turned in its plane, then tilted by 64 degrees, from three and a half times its width away.
        let at = |x: f64, y: f64| {
            let (x, y) = ((x - 400.0) / 1600.0, (y - 300.0) / 1600.0);
            let v = y * 3.5 / (0.438 - y * 0.899);
            let u = x * (3.5 + v * 0.899);
            let (u, v) = (u * cosine + v * sine, v * cosine - u * sine);
            ((u + 0.5) * size, (v + 0.5) * size)
        };
        check((800, 600), &shade, at, KEY);
    }
}
