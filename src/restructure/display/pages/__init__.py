"""One file for each kind of answer: what its page says, in English and Chinese."""
