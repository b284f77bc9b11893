/// The work that one picture may still cost, in pixels looked at: counted, not timed, so that the
/// same picture gives the same answer on every machine.
pub(crate) struct Budget {
    left: u64,
}

impl Budget {
    pub(crate) const fn new(pixels: u64) -> Self {
        Self { left: pixels }
    }

    /// Pays for looking at `pixels`; `None` once the budget is used up.
    #[inline]
    pub(crate) fn spend(&mut self, pixels: usize) -> Option<()> {
        match self.left.checked_sub(u64::try_from(pixels).ok()?) {
            Some(left) => {
                self.left = left;
                Some(())
            }
            None => {
                self.left = 0;
                None
            }
        }
    }

    pub(crate) fn is_spent(&self) -> bool {
        self.left == 0
    }
}
