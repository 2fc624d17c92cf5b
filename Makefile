# Five words; ./run does the work and sets up what is missing.
.PHONY: install fix check test serve
install fix check test serve:
	./run $@
