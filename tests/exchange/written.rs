//! What we write, byte for byte. `tests/fixtures/export/readers.py` gives exactly these files to readers
//! that other people wrote; as long as the bytes stay, what it recorded stays true.

use crate::path;
use postern_core::account::{Account, Kind, Note, Site};
use postern_core::read::parse_uri;
use postern_exchange::write::{Target, aegis, to_uri};
use rand_core::{Infallible, TryCryptoRng, TryRng};

const LINKS: [&str; 5] = [
    "otpauth://totp/Harbour:mira%40example.org?secret=JBSWY3DPEHPK3PXPJBSWY3DP&issuer=Harbour",
    "otpauth://totp/A%20%26%20B:J%C3%BCrgen?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=A%20%26%20B&algorithm=SHA256",
    "otpauth://totp/Lantern:o%2Bx?secret=MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43U&issuer=Lantern&algorithm=SHA512&digits=8&period=60",
    "otpauth://totp/Long:n?secret=NBSWY3DPO5XXE3DEEB2GQ2LTEBUXGIDBEBWG63THMVZCA43FMNZGK5BAN5TCA43JPB2HS&issuer=Long",
    "otpauth://hotp/Counter:n?secret=KRUGKIDROVUWG2ZAMJZG653OEBTG66BA&issuer=Counter&counter=7",
];

const PASSWORD: &str = "correct horse";

fn accounts() -> Vec<Account> {
    let mut accounts: Vec<_> = LINKS.iter().map(|link| parse_uri(link).unwrap().account).collect();
    accounts[0].keeping.tag("Work");
    accounts[0].keeping.pinned = true;
    accounts[0].sites = Site::from_text("portal.example.org").into_iter().collect();
    accounts[1].keeping.note = Note::new("two\n\"lines\"");
    accounts
}

/// Counts instead of drawing, so that identifiers and salts are the same in every run.
struct Count(u8);

impl TryRng for Count {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        rand_core::utils::next_word_via_fill(self)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        rand_core::utils::next_word_via_fill(self)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        for byte in bytes {
            self.0 = self.0.wrapping_add(1);
            *byte = self.0;
        }
        Ok(())
    }
}

impl TryCryptoRng for Count {}

fn written() -> Vec<(&'static str, String)> {
    let accounts = accounts();
    let targets = [
        ("aegis.json", Target::Aegis),
        ("twofas.2fas", Target::TwoFas),
        ("bitwarden.json", Target::Bitwarden),
        ("ente.txt", Target::Ente),
        ("proton.json", Target::Proton),
        ("keepassxc.csv", Target::Csv),
    ];
    let mut files: Vec<_> = targets
        .map(|(name, target)| (name, target.write(&accounts, &mut Count(0)).content.to_string()))
        .into();
    let sealed = aegis(&accounts, PASSWORD, &mut Count(0)).unwrap();
    files.push(("aegis-sealed.json", sealed.content.to_string()));
    let links: Vec<_> = accounts.iter().map(|account| to_uri(account).to_string()).collect();
    files.push(("links.txt", links.join("\n")));
    files
}

#[test]
fn what_other_readers_have_read_is_still_what_is_written() {
    for (name, content) in written() {
        let known = std::fs::read_to_string(path("tests/fixtures/export").join(name)).unwrap();
        assert!(content == known, "{name} has changed: write it again, and run readers.py");
    }
}

/// The names, the digits and the key of each account, as the other readers found them.
#[test]
fn other_readers_find_every_account() {
    let record = std::fs::read_to_string(path("tests/fixtures/export/READ.txt")).unwrap();
    // Bitwarden and KeePassXC have no counters.
    let held = [
        ("links.txt", 5),
        ("ente.txt", 5),
        ("aegis.json", 5),
        ("aegis-sealed.json", 5),
        ("bitwarden.json", 4),
        ("keepassxc.csv", 4),
        ("twofas.2fas", 5),
    ];
    for (name, held) in held {
        let (_, after) = record.split_once(&format!("{name}, read by ")).expect(name);
        let found: Vec<_> =
            after.lines().skip(1).take_while(|line| line.starts_with(' ')).collect();
        assert_eq!(found.len(), held, "{name}");
        for (line, account) in found.iter().zip(accounts()) {
            let (Kind::Totp { digits, .. } | Kind::Hotp { digits, .. }) = account.kind else {
                panic!("no such account above");
            };
            for part in [
                account.issuer.as_str(),
                account.name.as_str(),
                &format!(" {} | ", digits.count()),
                &format!("| \"{}\"", account.secret.to_base32().as_str()),
            ] {
                assert!(line.contains(part), "{name}: {part} is not in {line}");
            }
        }
    }
}

#[test]
#[ignore = "writes the files anew, for readers.py"]
fn write_again() {
    for (name, content) in written() {
        std::fs::write(path("tests/fixtures/export").join(name), content).unwrap();
    }
}
