//! Protocol buffers' wire format — protobuf.dev/programming-guides/encoding.

/// One field of a message.
pub(crate) enum Field<'a> {
    /// A varint, or a number of fixed length.
    Number(u64),
    /// Bytes, text or a message.
    Bytes(&'a [u8]),
}

/// Splits one field off a message: its number, its value and the rest.
pub(crate) fn field(message: &[u8]) -> Option<(u64, Field<'_>, &[u8])> {
    let (tag, rest) = varint(message)?;
    let (value, rest) = match tag & 7 {
        0 => {
            let (number, rest) = varint(rest)?;
            (Field::Number(number), rest)
        }
        1 => {
            let (bytes, rest) = rest.split_first_chunk()?;
            (Field::Number(u64::from_le_bytes(*bytes)), rest)
        }
        2 => {
            let (length, rest) = varint(rest)?;
            let (bytes, rest) = rest.split_at_checked(usize::try_from(length).ok()?)?;
            (Field::Bytes(bytes), rest)
        }
        5 => {
            let (bytes, rest) = rest.split_first_chunk()?;
            (Field::Number(u32::from_le_bytes(*bytes).into()), rest)
        }
        _ => return None,
    };
    Some((tag >> 3, value, rest))
}

fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0_u64;
    let mut rest = bytes;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first()?;
        rest = after;
        value |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some((value, rest));
        }
    }
    None
}

/// Writes a varint field unless it is zero, which is the default of absent fields.
pub(crate) fn put_number(message: &mut Vec<u8>, tag: u64, number: u64) {
    if number != 0 {
        put_varint(message, tag << 3);
        put_varint(message, number);
    }
}

/// Writes bytes, text or a message.
pub(crate) fn put_bytes(message: &mut Vec<u8>, tag: u64, bytes: &[u8]) {
    put_varint(message, tag << 3 | 2);
    put_varint(message, u64::try_from(bytes.len()).unwrap_or(u64::MAX));
    message.extend_from_slice(bytes);
}

fn put_varint(message: &mut Vec<u8>, mut value: u64) {
    loop {
        let [low, ..] = value.to_le_bytes();
        value >>= 7;
        if value == 0 {
            message.push(low & 0x7F);
            return;
        }
        message.push(low | 0x80);
    }
}
