extends "res://suite.gd"
## Leaves something behind, so that it is known that this would be seen.


func test_leave_a_node() -> void:
	Node.new()
