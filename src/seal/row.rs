//! Four words side by side: one of wasm's registers, or an array where there is none.

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(crate) use simd::Row;
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
pub(crate) use words::Row;

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod simd {
    use crate::parts;
    use std::arch::wasm32::{
        i32x4_shuffle, u32x4, u32x4_add, u32x4_shl, u32x4_shr, u64x2, u64x2_extract_lane, v128,
        v128_or, v128_xor,
    };

    #[derive(Clone, Copy)]
    pub(crate) struct Row(v128);

    impl Row {
        pub(crate) const fn new([a, b, c, d]: [u32; 4]) -> Self {
            Self(u32x4(a, b, c, d))
        }

        pub(crate) fn from_bytes(bytes: &[u8; 16]) -> Self {
            let (low, high) = parts(bytes);
            Self(u64x2(u64::from_le_bytes(*low), u64::from_le_bytes(*high)))
        }

        pub(crate) fn to_bytes(self) -> [u8; 16] {
            let (low, high) = (u64x2_extract_lane::<0>(self.0), u64x2_extract_lane::<1>(self.0));
            (u128::from(high) << 64 | u128::from(low)).to_le_bytes()
        }

        pub(crate) fn add(self, other: Self) -> Self {
            Self(u32x4_add(self.0, other.0))
        }

        pub(crate) fn xor(self, other: Self) -> Self {
            Self(v128_xor(self.0, other.0))
        }

        /// Each word to the left.
        pub(crate) fn rotate<const N: u32>(self) -> Self {
            Self(v128_or(u32x4_shl(self.0, N), u32x4_shr(self.0, 32 - N)))
        }

        /// The words in another order.
        pub(crate) fn turn<const A: usize, const B: usize, const C: usize, const D: usize>(
            self,
        ) -> Self {
            Self(i32x4_shuffle::<A, B, C, D>(self.0, self.0))
        }
    }
}

#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
mod words {
    #[derive(Clone, Copy)]
    pub(crate) struct Row([u32; 4]);

    impl Row {
        pub(crate) const fn new(words: [u32; 4]) -> Self {
            Self(words)
        }

        pub(crate) fn from_bytes(bytes: &[u8; 16]) -> Self {
            let mut words = [0; 4];
            for (word, part) in words.iter_mut().zip(bytes.as_chunks().0) {
                *word = u32::from_le_bytes(*part);
            }
            Self(words)
        }

        pub(crate) fn to_bytes(self) -> [u8; 16] {
            let mut bytes = [0; 16];
            for (part, word) in bytes.chunks_exact_mut(4).zip(self.0) {
                part.copy_from_slice(&word.to_le_bytes());
            }
            bytes
        }

        pub(crate) fn add(self, Self([e, f, g, h]): Self) -> Self {
            let Self([a, b, c, d]) = self;
            Self([a.wrapping_add(e), b.wrapping_add(f), c.wrapping_add(g), d.wrapping_add(h)])
        }

        pub(crate) fn xor(self, Self([e, f, g, h]): Self) -> Self {
            let Self([a, b, c, d]) = self;
            Self([a ^ e, b ^ f, c ^ g, d ^ h])
        }

        /// Each word to the left.
        pub(crate) fn rotate<const N: u32>(self) -> Self {
            Self(self.0.map(|word| word.rotate_left(N)))
        }

        /// The words in another order.
        #[expect(clippy::expect_used, reason = "compiled away: the order is checked before")]
        pub(crate) fn turn<const A: usize, const B: usize, const C: usize, const D: usize>(
            self,
        ) -> Self {
            const { assert!(A < 4 && B < 4 && C < 4 && D < 4, "there are four words") };
            Self([A, B, C, D].map(|at| *self.0.get(at).expect("there are four words")))
        }
    }
}
