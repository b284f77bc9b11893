//! The cipher, held to another implementation and to the draft's own example.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305};
use postern_seal::{open, seal};

/// Bytes that look random, and are the same in every run.
fn noise(seed: u32, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[1]
    };
    (0..length).map(|_| next()).collect()
}

/// Every length up to some blocks gives the same bytes as the package, and back.
pub(crate) fn same_as_the_package() {
    for length in (0..=300).chain([4096, 65_537]) {
        let seed = u32::try_from(length).unwrap();
        let key: [u8; 32] = noise(seed, 32).try_into().unwrap();
        let nonce: [u8; 24] = noise(seed + 1, 24).try_into().unwrap();
        let (plain, aad) = (noise(seed + 2, length), noise(seed + 3, length % 37));
        let theirs = XChaCha20Poly1305::new(&key.into())
            .encrypt(&nonce.into(), Payload { msg: &plain, aad: &aad })
            .unwrap();
        let ours = seal(&key, &nonce, &plain, &aad);
        assert!(ours == theirs, "{length} bytes");
        assert_eq!(open(&key, &nonce, &ours, &aad).unwrap().as_slice(), plain);
    }
}

/// draft-irtf-cfrg-xchacha-03, A.3.1.
pub(crate) fn same_as_the_draft() {
    let plain = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for \
        the future, sunscreen would be it.";
    let key = std::array::from_fn(|at| 0x80 + u8::try_from(at).unwrap());
    let nonce = std::array::from_fn(|at| 0x40 + u8::try_from(at).unwrap());
    let aad = [0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7];
    let sealed = seal(&key, &nonce, plain, &aad);
    let (ciphertext, tag) = sealed.split_last_chunk::<16>().unwrap();
    assert_eq!(ciphertext[..8], [0xbd, 0x6d, 0x17, 0x9d, 0x3e, 0x83, 0xd4, 0x3b]);
    let expected = "c0875924c1c7987947deafd8780acf49";
    assert_eq!(base16ct::lower::encode_string(tag), expected);
}

/// Any bit that was changed, anywhere, and any byte too few.
pub(crate) fn nothing_changed_opens() {
    let (key, nonce, aad) = ([7; 32], [9; 24], [1, 2, 3]);
    let sealed = seal(&key, &nonce, &noise(1, 70), &aad);
    for bit in 0..sealed.len() * 8 {
        let mut changed = sealed.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(open(&key, &nonce, &changed, &aad).is_none(), "bit {bit}");
    }
    for length in 0..sealed.len() {
        assert!(open(&key, &nonce, &sealed[..length], &aad).is_none(), "{length} bytes");
    }
    assert!(open(&[8; 32], &nonce, &sealed, &aad).is_none());
    assert!(open(&key, &[8; 24], &sealed, &aad).is_none());
    assert!(open(&key, &nonce, &sealed, &aad[..2]).is_none());
}

#[cfg(not(target_arch = "wasm32"))]
mod here {
    #[test]
    fn the_cipher_is_the_packages() {
        super::same_as_the_package();
    }

    #[test]
    fn the_cipher_is_the_drafts() {
        super::same_as_the_draft();
    }

    #[test]
    fn what_was_changed_does_not_open() {
        super::nothing_changed_opens();
    }
}
