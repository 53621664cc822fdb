"""first_trees.py MODEL.onnx COUNT OUT.onnx: the model with its first trees alone."""

import sys

from onnx_trees import first_trees

first_trees(sys.argv[1], int(sys.argv[2]), sys.argv[3])
