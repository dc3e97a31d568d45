extends "res://suite.gd"
## Makes an error of the engine, so that it is known that this would be seen.


func test_make_an_error() -> void:
	push_error("on purpose")
