//! libFuzzer: no picture makes the reader panic, overflow, or find a code outside the picture.
//!
//! An input is a picture: its width (two bytes, little endian), a mode, and the pixels. The modes
//! take each byte for a grey pixel, for eight black or white ones, or for a pixel's transparency.

#![no_main]

use libfuzzer_sys::fuzz_target;

const WIDTH_MAX: usize = 1024;

fuzz_target!(|input: &[u8]| {
    let [low, high, mode, pixels @ ..] = input else { return };
    let width = usize::from(u16::from_le_bytes([*low, *high])).clamp(1, WIDTH_MAX);
    let rgba: Vec<u8> = match mode % 3 {
        0 => pixels.iter().flat_map(|grey| [*grey, *grey, *grey, 255]).collect(),
        1 => pixels
            .iter()
            .flat_map(|byte| (0..8).map(move |bit| byte >> bit & 1))
            .flat_map(black_or_white)
            .collect(),
        _ => pixels.iter().flat_map(|alpha| [0, 0, 0, *alpha]).collect(),
    };
    let height = rgba.len() / 4 / width;
    let Some(rgba) = rgba.get(..width * height * 4) else { return };
    let Ok(scan) = postern_qr::scan(rgba, width, height) else {
        assert_eq!(height, 0, "any picture with pixels is looked at");
        return;
    };
    for code in &scan.codes {
        let text = code.text(|label, bytes| {
            assert!(!label.is_empty() && !bytes.is_empty());
            None
        });
        assert!(text.len() <= 4 * 7089, "no code holds more");
        // A code can hang over the border by its quiet zone and a little more, not by its own size.
        let reach = i32::try_from(width.max(height)).unwrap();
        for (x, y) in code.corners {
            assert!((-reach..2 * reach).contains(&x) && (-reach..2 * reach).contains(&y));
        }
    }
});

fn black_or_white(bit: u8) -> [u8; 4] {
    [bit * 255, bit * 255, bit * 255, 255]
}
