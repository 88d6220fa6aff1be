"""The frame of every list: filter, order, columns, marks, acting on many, what stands beside."""
