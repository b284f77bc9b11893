//! Authme: JSON around base64 of lines "Name: …", "Secret: …", "Issuer: …".

use crate::entry::Imported;
use crate::error::ImportError;
use crate::form::json::{Fields, base64};
use crate::search;
use serde_json::Value;

pub(crate) fn is_one(json: &Value) -> bool {
    json.has("role") && json.has("codes")
}

pub(crate) fn read(json: &Value) -> Result<Imported, ImportError> {
    if json.flag("encrypted") {
        // Only the program's own key opens it.
        return Err(ImportError::Database);
    }
    let text = base64(json.text("codes")).ok_or(ImportError::Damaged)?;
    let text = std::str::from_utf8(&text).map_err(|_| ImportError::Damaged)?;
    let imported = search::text(text)?;
    Ok(Imported { app: "Authme", is_searched: false, ..imported })
}
