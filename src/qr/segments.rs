//! Data codewords → bytes, segment by segment — ISO/IEC 18004 §7.4.

use crate::charset::{GB_18030, Run, SHIFT_JIS, UTF_16, announced};

/// The bytes of a symbol's data, by charset; `None` if they are truncated or use an unknown mode.
pub(super) fn runs_of(data: &[u8], version: usize) -> Option<Vec<Run>> {
    let mut bits = Bits { data, at: 0 };
    let mut out = Out { runs: Vec::new(), charset: "" };
    // Widths of the character counts: versions 1–9, 10–26, 27–40.
    let band = match version {
        0..=9 => 0,
        10..=26 => 1,
        _ => 2,
    };
    let width = |widths: [u32; 3]| widths.get(band).copied();
    while let Some(mode) = bits.take(4) {
        match mode {
            0 => break,
            1 => numeric(&mut bits, width([10, 12, 14])?, out.ascii()?)?,
            2 => alphanumeric(&mut bits, width([9, 11, 13])?, out.ascii()?)?,
            4 => {
                let bytes = out.run(out.charset)?;
                for _ in 0..bits.take(width([8, 16, 16])?)? {
                    bytes.push(u8::try_from(bits.take(8)?).ok()?);
                }
            }
            8 => kanji(&mut bits, width([8, 10, 12])?, out.run(SHIFT_JIS)?)?,
            13 => hanzi(&mut bits, width([8, 10, 12])?, out.run(GB_18030)?)?,
            7 => out.charset = announced(eci(&mut bits)?),
            // Structured append: part number, total, and a parity byte.
            3 => drop(bits.take(16)?),
            // FNC1: the text is a GS1 element string or industry-specific; its bytes are the same.
            5 => {}
            9 => drop(bits.take(8)?),
            _ => return None,
        }
    }
    Some(out.runs)
}

/// The bytes read so far, and the charset of the following ones.
struct Out {
    runs: Vec<Run>,
    charset: &'static str,
}

impl Out {
    /// The bytes of the current run in this charset.
    fn run(&mut self, charset: &'static str) -> Option<&mut Vec<u8>> {
        if self.runs.last().is_none_or(|run| run.charset != charset) {
            self.runs.push(Run { charset, bytes: Vec::new() });
        }
        self.runs.last_mut().map(|run| &mut run.bytes)
    }

    /// Digits and capital letters are the same in every charset but one.
    fn ascii(&mut self) -> Option<&mut Vec<u8>> {
        self.run(if self.charset == UTF_16 { "" } else { self.charset })
    }
}

fn numeric(bits: &mut Bits, width: u32, out: &mut Vec<u8>) -> Option<()> {
    let mut left = bits.take(width)?;
    while left > 0 {
        let digits = left.min(3);
        let value = bits.take(digits * 3 + 1)?;
        let mut place = 10_u32.pow(digits);
        if value >= place {
            return None;
        }
        while place > 1 {
            place /= 10;
            out.push(b'0' + u8::try_from(value / place % 10).ok()?);
        }
        left -= digits;
    }
    Some(())
}

fn alphanumeric(bits: &mut Bits, width: u32, out: &mut Vec<u8>) -> Option<()> {
    const CHARACTERS: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    let mut put = |index: u32| {
        out.push(*CHARACTERS.get(usize::try_from(index).ok()?)?);
        Some(())
    };
    let mut left = bits.take(width)?;
    while left > 1 {
        let pair = bits.take(11)?;
        put(pair / 45)?;
        put(pair % 45)?;
        left -= 2;
    }
    if left == 1 { put(bits.take(6)?) } else { Some(()) }
}

fn kanji(bits: &mut Bits, width: u32, out: &mut Vec<u8>) -> Option<()> {
    for _ in 0..bits.take(width)? {
        let packed = bits.take(13)?;
        let spread = packed / 0xC0 * 0x100 + packed % 0xC0;
        let code = spread + if spread < 0x1F00 { 0x8140 } else { 0xC140 };
        out.extend_from_slice(&u16::try_from(code).ok()?.to_be_bytes());
    }
    Some(())
}

/// GB 2312, which China's standard of QR codes adds — GB/T 18284 §6.4.6.
fn hanzi(bits: &mut Bits, width: u32, out: &mut Vec<u8>) -> Option<()> {
    const GB_2312: u32 = 1;
    if bits.take(4)? != GB_2312 {
        return None;
    }
    for _ in 0..bits.take(width)? {
        let packed = bits.take(13)?;
        let spread = packed / 0x60 * 0x100 + packed % 0x60;
        let code = spread + if spread < 0xA00 { 0xA1A1 } else { 0xA6A1 };
        out.extend_from_slice(&u16::try_from(code).ok()?.to_be_bytes());
    }
    Some(())
}

/// A designator of one, two or three bytes, depending on its leading ones.
fn eci(bits: &mut Bits) -> Option<u32> {
    let first = bits.take(8)?;
    let (high, more) = match first {
        0..0x80 => (first, 0),
        0x80..0xC0 => (first & 0x3F, 8),
        _ => (first & 0x1F, 16),
    };
    Some(high << more | bits.take(more)?)
}

struct Bits<'a> {
    data: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    /// The next `count` bits, highest first; `None` past the end.
    fn take(&mut self, count: u32) -> Option<u32> {
        let mut value = 0;
        for _ in 0..count {
            let byte = self.data.get(self.at / 8)?;
            value = value << 1 | u32::from(byte >> (7 - self.at % 8) & 1);
            self.at += 1;
        }
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::runs_of;
    use crate::charset::{GB_18030, SHIFT_JIS};

    /// Packs (value, bits) pairs into bytes.
    fn packed(parts: &[(u32, u32)]) -> Vec<u8> {
        let text: String = parts
            .iter()
            .map(|(value, bits)| {
                format!("{value:0width$b}", width = usize::try_from(*bits).unwrap())
            })
            .collect();
        let padded = format!("{text:0<width$}", width = text.len().next_multiple_of(8));
        padded
            .as_bytes()
            .chunks(8)
            .map(|bits| bits.iter().fold(0, |byte, bit| byte << 1 | (bit - b'0')))
            .collect()
    }

    #[track_caller]
    fn check(parts: &[(u32, u32)], expected: Option<&[(&str, &[u8])]>) {
        let runs = runs_of(&packed(parts), 1);
        let runs: Option<Vec<_>> = runs
            .as_ref()
            .map(|runs| runs.iter().map(|run| (run.charset, run.bytes.as_slice())).collect());
        assert_eq!(runs.as_deref(), expected);
    }

    #[test]
    fn the_modes_of_the_standard() {
        // ISO/IEC 18004 §7.4.3: "01234567"; §7.4.4: "AC-42"; §7.4.6: 点 茗.
        check(&[(1, 4), (8, 10), (12, 10), (345, 10), (67, 7)], Some(&[("", b"01234567")]));
        check(&[(2, 4), (5, 9), (462, 11), (1849, 11), (2, 6)], Some(&[("", b"AC-42")]));
        check(
            &[(8, 4), (2, 8), (0xD9F, 13), (0x1AAA, 13)],
            Some(&[(SHIFT_JIS, &[0x93, 0x5F, 0xE4, 0xAA])]),
        );
        // GB/T 18284 §6.4.6: 啊, the first of the second range, and 、 of the first.
        check(
            &[(13, 4), (1, 4), (2, 8), (0x0A * 0x60, 13), (1, 13)],
            Some(&[(GB_18030, &[0xB0, 0xA1, 0xA1, 0xA2])]),
        );
        let hi = [(4, 4), (2, 8), (0x68, 8), (0x69, 8), (0, 4)];
        check(&[&[(7, 4), (26, 8)], &hi[..]].concat(), Some(&[("utf-8", b"hi")]));
        // Designators of two and three bytes.
        check(&[&[(7, 4), (0x8000 | 28, 16)], &hi[..]].concat(), Some(&[("big5", b"hi")]));
        check(&[&[(7, 4), (0xC0_0000 | 20, 24)], &hi[..]].concat(), Some(&[(SHIFT_JIS, b"hi")]));
        check(&[&[(7, 4), (0xC0_0000 | 811_799, 24)], &hi[..]].concat(), Some(&[("", b"hi")]));
    }

    #[test]
    fn what_shares_a_charset_is_one_run() {
        let (digits, byte) = ([(1, 4), (1, 10), (7, 4)], [(4, 4), (1, 8), (0x68, 8)]);
        check(&[&digits[..], &byte, &digits, &[(0, 4)]].concat(), Some(&[("", b"7h7")]));
        let utf_16 = [(7, 4), (25, 8), (4, 4), (2, 8), (0, 8), (0x68, 8)];
        check(&[&utf_16[..], &digits].concat(), Some(&[("utf-16be", &[0, 0x68]), ("", b"7")]));
    }

    #[test]
    fn what_breaks_off_is_nothing() {
        check(&[(4, 4), (9, 8), (0x68, 8)], None);
        check(&[(1, 4), (3, 10), (1000, 10)], None);
        check(&[(6, 4), (0, 4)], None);
    }
}
