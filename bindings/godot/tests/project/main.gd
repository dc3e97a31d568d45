extends Node
## Runs every test of the suite that the command line names, one after the other:
## godot --headless --path . -- SUITE BASE_URL


func _ready() -> void:
	var arguments := OS.get_cmdline_user_args()
	var suite: Node = load("res://suites/%s.gd" % arguments[0]).new()
	suite.base_url = arguments[1]
	suite.process_mode = Node.PROCESS_MODE_ALWAYS
	# Beside the current scene, which tests change.
	get_tree().root.add_child.call_deferred(suite)
