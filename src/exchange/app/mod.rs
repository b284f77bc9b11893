//! One foreign app per module, with the layout of its accounts.

pub(crate) mod aegis;
pub(crate) mod andotp;
pub(crate) mod authenticator_extension;
pub(crate) mod authenticator_extension_keys;
pub(crate) mod authy;
pub(crate) mod bitwarden;
pub(crate) mod cxf;
pub(crate) mod ente;
pub(crate) mod freeotp;
pub(crate) mod google;
pub(crate) mod kdbx;
pub(crate) mod keepass;
pub(crate) mod lastpass;
pub(crate) mod links;
pub(crate) mod login;
pub(crate) mod onepassword;
pub(crate) mod proton;
pub(crate) mod small;
pub(crate) mod stratum;
pub(crate) mod table;
pub(crate) mod totp_authenticator;
pub(crate) mod twofas;
