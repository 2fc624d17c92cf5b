"""An answer rewritten by a language model, where there is one."""
