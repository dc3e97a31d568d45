extends RpggoClient
## A game's own client, with methods that would replace those of the node.

var frames := 0


func _enter_tree() -> void:
	pass


func _process(_delta: float) -> void:
	frames += 1


func _exit_tree() -> void:
	pass
