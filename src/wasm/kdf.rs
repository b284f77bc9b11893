//! Passphrase stretching: windows request it, workers do it.

use crate::failure::Failure;
use crate::{Reply, from_base64, out, rng};
use postern_core::vault::{Kdf, to_text};
use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

/// How a passphrase is stretched: Argon2id.
#[derive(Debug, Serialize, Deserialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct KdfView {
    /// Memory in KiB.
    pub m_kib: u32,
    /// Passes.
    pub t: u32,
    /// Lanes.
    pub p: u32,
    /// base64url.
    pub salt: String,
}

/// The cost for a new passphrase, with a new salt.
///
/// # Errors
/// None in practice.
#[wasm_bindgen(js_name = makeKdf)]
pub fn make_kdf() -> Reply<Ts<KdfView>> {
    out(&KdfView::from(&Kdf::make(&mut rng())))
}

impl From<&Kdf> for KdfView {
    fn from(kdf: &Kdf) -> Self {
        Self { m_kib: kdf.m_kib, t: kdf.t, p: kdf.p, salt: to_text(&kdf.salt) }
    }
}

impl TryFrom<KdfView> for Kdf {
    type Error = Failure;

    fn try_from(KdfView { m_kib, t, p, salt }: KdfView) -> Result<Self, Failure> {
        let salt = from_base64(&salt).and_then(|salt| salt.as_slice().try_into().ok());
        Ok(Self { m_kib, t, p, salt: salt.ok_or(Failure::BadRequest)? })
    }
}
