/// The work that a picture may still cost, in pixels read: counted rather than timed, so that the
/// same picture gives the same result on every machine.
pub(crate) struct Budget {
    left: u64,
}

impl Budget {
    pub(crate) const fn new(pixels: u64) -> Self {
        Self { left: pixels }
    }

    /// Pays for reading `pixels`; `None` once the budget is exhausted.
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

    /// Pays for shades at any positions: each is interpolated between four pixels, which takes as
    /// long as reading eight in a row.
    #[inline]
    pub(crate) fn spend_samples(&mut self, samples: usize) -> Option<()> {
        self.spend(8 * samples)
    }

    pub(crate) fn is_spent(&self) -> bool {
        self.left == 0
    }
}
