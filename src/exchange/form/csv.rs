//! CSV — RFC 4180, with any of the usual separators.

use csv_core::{ReadRecordResult, ReaderBuilder};

/// Longest record, in bytes; notes in password managers are long.
const RECORD_BYTES_MAX: usize = 1024 * 1024;
const COLUMNS_MAX: usize = 256;

/// One record: its fields.
pub(crate) type Record = Vec<String>;

/// The records of a text, the heading first; records that are too long are skipped.
pub(crate) fn records(text: &str) -> impl Iterator<Item = Record> {
    let heading = text.lines().next().unwrap_or_default();
    let count = |separator: u8| heading.bytes().filter(|byte| *byte == separator).count();
    let separator = [b',', b';', b'\t'].into_iter().rev().max_by_key(|one| count(*one));
    let mut reader = ReaderBuilder::new().delimiter(separator.unwrap_or(b',')).build();
    let mut rest = text.as_bytes();
    let mut ended = false;
    std::iter::from_fn(move || {
        while !ended {
            let (mut bytes, mut ends) = (vec![0; 1024], vec![0; COLUMNS_MAX]);
            let (mut filled, mut fields) = (0, 0);
            loop {
                let (result, taken, written, found) =
                    reader.read_record(rest, bytes.get_mut(filled..)?, ends.get_mut(fields..)?);
                rest = rest.get(taken..)?;
                filled += written;
                fields += found;
                match result {
                    ReadRecordResult::InputEmpty => {}
                    ReadRecordResult::OutputFull if bytes.len() < RECORD_BYTES_MAX => {
                        bytes.resize(bytes.len() * 2, 0);
                    }
                    ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                        (filled, fields) = (0, 0);
                    }
                    ReadRecordResult::Record => {
                        return record(bytes.get(..filled)?, ends.get(..fields)?);
                    }
                    ReadRecordResult::End => {
                        ended = true;
                        break;
                    }
                }
            }
        }
        None
    })
}

fn record(bytes: &[u8], ends: &[usize]) -> Option<Record> {
    let mut from = 0;
    let mut fields = Vec::with_capacity(ends.len());
    for end in ends {
        fields.push(String::from_utf8_lossy(bytes.get(from..*end)?).into_owned());
        from = *end;
    }
    Some(fields)
}
