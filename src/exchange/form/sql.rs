//! `CREATE TABLE` → its columns, in the order of a row's cells — sqlite.org/lang_createtable.html.

/// A table as its statement describes it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    /// The names of the columns that rows store.
    pub(crate) columns: Vec<String>,
    /// The column that is another name for the row's id: rows store nothing for it.
    pub(crate) row_id: Option<usize>,
    /// Rows are stored in another layout.
    pub(crate) is_without_row_id: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    /// A keyword, a bare name or a number.
    Word(String),
    /// A name or a string in quotation marks.
    Quoted(String),
    Mark(char),
}

impl Token {
    fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(text) if text.eq_ignore_ascii_case(word))
    }

    fn text(&self) -> &str {
        match self {
            Self::Word(text) | Self::Quoted(text) => text,
            Self::Mark(_) => "",
        }
    }
}

/// `None` if it is no such statement, or one that copies another table.
pub(crate) fn table(sql: &str) -> Option<Table> {
    let tokens = tokens(sql)?;
    let open = tokens.iter().position(|token| matches!(token, Token::Mark('(')))?;
    let (parts, rest) = parts(tokens.get(open + 1..)?)?;
    let mut table = Table {
        is_without_row_id: rest.iter().any(|token| token.is("WITHOUT")),
        ..Table::default()
    };
    let mut integers = Vec::new();
    for part in &parts {
        let first = part.first()?;
        if ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"].iter().any(|word| first.is(word))
        {
            if let Some(name) = primary_key(part) {
                let at = table.columns.iter().position(|column| column.eq_ignore_ascii_case(name));
                table.row_id = table.row_id.or(at.filter(|at| integers.contains(at)));
            }
            continue;
        }
        let has = |word: &str| part.iter().any(|token| token.is(word));
        // A virtual column is computed, not stored.
        if has("AS") && !has("STORED") {
            continue;
        }
        if part.get(1).is_some_and(|token| token.is("INTEGER")) {
            integers.push(table.columns.len());
            if has("PRIMARY") {
                table.row_id = Some(table.columns.len());
            }
        }
        table.columns.push(first.text().to_owned());
    }
    Some(table)
}

/// The only column of a constraint `PRIMARY KEY (name)`.
fn primary_key<'a>(part: &[&'a Token]) -> Option<&'a str> {
    let from = part.iter().position(|token| token.is("PRIMARY"))?;
    match part.get(from + 2..)? {
        [Token::Mark('('), name, Token::Mark(')'), ..] => Some(name.text()),
        _ => None,
    }
}

/// The parts between commas up to the closing parenthesis, and what follows.
fn parts(tokens: &[Token]) -> Option<(Vec<Vec<&Token>>, &[Token])> {
    let (mut parts, mut depth) = (vec![Vec::new()], 0_u32);
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Mark(')') if depth == 0 => return Some((parts, tokens.get(at + 1..)?)),
            Token::Mark(',') if depth == 0 => {
                parts.push(Vec::new());
                continue;
            }
            Token::Mark('(') => depth += 1,
            Token::Mark(')') => depth -= 1,
            Token::Mark(_) | Token::Word(_) | Token::Quoted(_) => {}
        }
        parts.last_mut()?.push(token);
    }
    None
}

/// `None` for a quotation mark or a comment that does not end.
fn tokens(sql: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = sql.trim_start();
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..)?;
        rest = match c {
            '-' if after.starts_with('-') => after.split_once('\n').map_or("", |(_, rest)| rest),
            '/' if after.starts_with('*') => after.split_once("*/").map_or("", |(_, rest)| rest),
            '"' | '\'' | '`' | '[' => {
                let (text, rest) = quoted(after, if c == '[' { ']' } else { c })?;
                tokens.push(Token::Quoted(text));
                rest
            }
            c if c.is_alphanumeric() || c == '_' => {
                let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
                let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                let (word, rest) = rest.split_at_checked(end)?;
                tokens.push(Token::Word(word.to_owned()));
                rest
            }
            c => {
                tokens.push(Token::Mark(c));
                after
            }
        }
        .trim_start();
    }
    Some(tokens)
}

/// Up to the mark that ends it; a doubled mark stands for one.
fn quoted(mut rest: &str, mark: char) -> Option<(String, &str)> {
    let mut text = String::new();
    loop {
        let (before, after) = rest.split_once(mark)?;
        text.push_str(before);
        match after.strip_prefix(mark) {
            Some(after) if mark != ']' => {
                text.push(mark);
                rest = after;
            }
            _ => return Some((text, after)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::table;

    #[track_caller]
    fn check(sql: &str, columns: &[&str], row_id: Option<usize>) {
        let table = table(sql).unwrap_or_default();
        assert_eq!(table.columns, columns, "{sql}");
        assert_eq!(table.row_id, row_id, "{sql}");
    }

    #[test]
    fn columns_are_read_whatever_their_definitions_contain() {
        check(
            "CREATE TABLE a (b TEXT DEFAULT 'x, (y', c INT -- d, e\n, \"f, g\" BLOB)",
            &["b", "c", "f, g"],
            None,
        );
        check(
            "create table [t (x] (/* (, */ `a``b` text, c decimal(10, 2) check (c > 0))",
            &["a`b", "c"],
            None,
        );
        check(
            "CREATE TABLE t (a TEXT, id INTEGER PRIMARY KEY, UNIQUE (a, id))",
            &["a", "id"],
            Some(1),
        );
        check("CREATE TABLE t (a TEXT, id INTEGER, PRIMARY KEY (id))", &["a", "id"], Some(1));
        check(
            "CREATE TABLE t (id INT PRIMARY KEY, primary_mail TEXT)",
            &["id", "primary_mail"],
            None,
        );
        check(
            "CREATE TABLE t (a TEXT, b TEXT AS (upper(a)), c TEXT AS (a) STORED)",
            &["a", "c"],
            None,
        );
    }

    #[test]
    fn another_layout_is_noticed() {
        let is_other = |sql| table(sql).unwrap_or_default().is_without_row_id;
        assert!(is_other("CREATE TABLE t (a TEXT PRIMARY KEY) without rowid"));
        assert!(is_other("CREATE TABLE t (a TEXT PRIMARY KEY) STRICT, WITHOUT ROWID"));
        assert!(!is_other("CREATE TABLE t (a TEXT DEFAULT 'WITHOUT ROWID')"));
    }
}
