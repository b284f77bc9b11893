//! The manifest: which records should exist. It detects records that were removed, restored or
//! replaced by an older one.

use super::bin_clock::BinClock;
use super::bytes::{from_text, lp, to_text};
use super::cipher::{NONCE_BYTES, make_nonce, open, seal};
use super::clock::{DeviceId, Hlc};
use super::entry::Entry;
use super::json::{Object, Put, parse, write};
use super::keys::{Keys, VaultId};
use super::record::{pad, unpad};
use rand_core::CryptoRng;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// What the vault held when it was last written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Manifest {
    /// Counts the writes of this vault.
    pub(super) epoch: u64,
    /// The number of records, including tombstones.
    count: u64,
    /// SHA-256 over record id ‖ clock of each record, sorted by id.
    digest: [u8; 32],
    /// The last clock seen from each device.
    seen: Vec<Hlc>,
    /// How old the bin is.
    pub(super) bin: BinClock,
    /// Computers that may no longer take part in sync.
    pub(super) removed: Vec<DeviceId>,
}

impl Manifest {
    /// The manifest of these entries; `before` has the clocks seen so far.
    pub(super) fn of(epoch: u64, entries: &[Entry], before: &[Hlc], bin: BinClock) -> Self {
        let mut hasher = Sha256::new();
        let (seen, removed) = (before.to_vec(), Vec::new());
        let mut manifest = Self { epoch, count: 0, digest: [0; 32], seen, bin, removed };
        for entry in entries {
            hasher.update(entry.id.0);
            hasher.update(entry.hlc.to_bytes());
            manifest.count += 1;
            manifest.see(entry.hlc);
        }
        manifest.digest = hasher.finalize().into();
        manifest
    }

    fn see(&mut self, hlc: Hlc) {
        match self.seen.iter_mut().find(|seen| seen.device == hlc.device) {
            Some(seen) => *seen = hlc.max(*seen),
            None => self.seen.push(hlc),
        }
    }

    /// True if it lists the same records.
    pub(super) fn lists_same(&self, other: &Self) -> bool {
        (self.count, self.digest) == (other.count, other.digest)
    }

    /// How many of its records another manifest lacks.
    pub(super) fn missing_in(&self, other: &Self) -> u64 {
        self.count.saturating_sub(other.count)
    }

    /// The last clock seen from each device.
    pub(super) fn seen(&self) -> &[Hlc] {
        &self.seen
    }

    /// `base64url(nonce ‖ XChaCha20-Poly1305(K_manifest, …, lp("otpv1", "man", vault id)))`.
    pub(super) fn seal(&self, keys: &Keys, id: &VaultId, rng: &mut impl CryptoRng) -> String {
        let mut seen = Object::new();
        for hlc in &self.seen {
            seen.put_bytes(&to_text(&hlc.device.0), &hlc.to_bytes());
        }
        let mut json = Object::new();
        json.put("bin", vec![self.bin.written_ms, self.bin.age_ms]);
        json.put("epoch", self.epoch);
        json.put("n", self.count);
        if !self.removed.is_empty() {
            json.put("out", self.removed.iter().map(|one| one.to_hex()).collect::<Vec<_>>());
        }
        json.put("seen", seen);
        json.put_bytes("sha", &self.digest);
        let plain = pad(write(json).as_bytes());
        let nonce = make_nonce(rng);
        to_text(&[&nonce[..], &seal(&keys.manifest, &nonce, &plain, &aad(id))].concat())
    }

    pub(super) fn open(text: &str, keys: &Keys, id: &VaultId) -> Option<Self> {
        let bytes = from_text(text)?;
        let (nonce, sealed) = bytes.split_first_chunk::<NONCE_BYTES>()?;
        let plain = open(&keys.manifest, nonce, sealed, &aad(id))?;
        let mut json = parse(unpad(&plain)?)?;
        let mut manifest = Self {
            epoch: json.take_number("epoch")?,
            count: json.take_number("n")?,
            digest: json.take_array("sha")?,
            seen: Vec::new(),
            removed: json.take_devices("out"),
            // Older vaults do not have it.
            bin: json.take("bin").map_or(Some(BinClock::default()), |pair| bin_clock(&pair))?,
        };
        for (device, clock) in json.take("seen")?.as_object()? {
            let bytes = from_text(clock.as_str()?)?;
            let (hlc, _) = Hlc::split(&bytes)?;
            if to_text(&hlc.device.0) != *device {
                return None;
            }
            manifest.see(hlc);
        }
        Some(manifest)
    }
}

fn bin_clock(pair: &Value) -> Option<BinClock> {
    match pair.as_array()?.as_slice() {
        [written, age] => Some(BinClock { written_ms: written.as_u64()?, age_ms: age.as_u64()? }),
        _ => None,
    }
}

fn aad(vault_id: &VaultId) -> Vec<u8> {
    lp(&[b"otpv1", b"man", vault_id])
}
