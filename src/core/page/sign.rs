//! The signs found at a field, and the purposes of fields, by name.

/// What a field is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A code from an authenticator.
    Authenticator,
    /// A code sent by SMS, e-mail or call: never filled unasked.
    Message,
    /// A recovery code.
    Recovery,
    /// The key itself.
    Secret,
    /// Something else.
    Other,
}

impl Purpose {
    /// Its name in the developer view.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Authenticator => "authenticator",
            Self::Message => "message",
            Self::Recovery => "recovery",
            Self::Secret => "secret",
            Self::Other => "other",
        }
    }
}

/// Why a field gets its points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// `autocomplete="one-time-code"`.
    OneTimeCode,
    /// Its name or label names the authenticator.
    OwnApp,
    /// Its name or label says one-time code.
    OwnStrong,
    /// … and something else as well.
    OwnDoubtful,
    /// Its class or test id does.
    MarkStrong,
    /// Its name or label says code.
    OwnWeak,
    /// The text beside it names the authenticator.
    NearApp,
    /// The text beside it says one-time code.
    NearStrong,
    /// The text beside it says code.
    NearWeak,
    /// The heading says one-time code.
    HeadingStrong,
    /// The form's text, or the text above it, names the authenticator.
    AroundApp,
    /// The form's text or name, or the text above it, says one-time code.
    AroundStrong,
    /// The page's title or address does.
    AboutStrong,
    /// It accepts at most ten characters, or digits only.
    Shaped,
    /// Its input is masked, and its words only say code.
    Masked,
    /// It accepts more characters than any code has.
    TooLong,
    /// It is one of many fields.
    Crowded,
    /// It has the focus.
    Focused,
    /// It is a row of boxes.
    Boxes,
    /// It is two or three boxes for a part of the code each.
    Parts,
    /// Each box accepts one character.
    OneCharacter,
    /// Each box accepts digits.
    Digits,
}

impl Sign {
    /// Its name in the developer view.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OneTimeCode => "one-time-code",
            Self::OwnApp => "own words: authenticator",
            Self::OwnStrong => "own words: one-time code",
            Self::OwnDoubtful => "own words: one-time code and something else",
            Self::MarkStrong => "class: one-time code",
            Self::OwnWeak => "own words: code",
            Self::NearApp => "beside it: authenticator",
            Self::NearStrong => "beside it: one-time code",
            Self::NearWeak => "beside it: code",
            Self::HeadingStrong => "heading: one-time code",
            Self::AroundApp => "form: authenticator",
            Self::AroundStrong => "form: one-time code",
            Self::AboutStrong => "title: one-time code",
            Self::Shaped => "short",
            Self::Masked => "masked",
            Self::TooLong => "long",
            Self::Crowded => "many fields",
            Self::Focused => "focused",
            Self::Boxes => "row of boxes",
            Self::Parts => "boxes for parts of a code",
            Self::OneCharacter => "one character each",
            Self::Digits => "digits only",
        }
    }
}

/// One reason and its points.
pub type Reason = (Sign, i32);

/// What a field is for, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    /// The purpose.
    pub purpose: Purpose,
    /// The reasons as points; empty if the purpose is something else.
    pub reasons: Vec<Reason>,
}

impl Judgement {
    /// The sum of all points.
    #[must_use]
    pub fn score(&self) -> i32 {
        self.reasons.iter().map(|(_, points)| points).sum()
    }

    /// Whether something suggests a one-time code, and not just any code.
    #[must_use]
    pub fn is_one_time(&self) -> bool {
        let faint = [Sign::OwnWeak, Sign::NearWeak, Sign::Shaped, Sign::Focused];
        self.reasons.iter().any(|(sign, points)| *points > 0 && !faint.contains(sign))
    }

    pub(super) fn of(purpose: Purpose) -> Self {
        Self { purpose, reasons: Vec::new() }
    }
}
