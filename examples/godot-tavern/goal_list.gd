class_name GoalList
extends PanelContainer
## The goals, with a tick on achieved ones.

const DONE := preload("res://art/done.svg")
const OPEN := preload("res://art/open.svg")

var _achieved: Array[String] = []

@onready var _rows: VBoxContainer = %Rows


func _ready() -> void:
	hide()


func show_goals(goals: Array[RpggoGoal]) -> void:
	if goals.is_empty():
		return
	for row in _rows.get_children():
		row.free()
	for goal in goals:
		_add(goal)
	show()
	# As high as these goals need.
	reset_size.call_deferred()


func _add(goal: RpggoGoal) -> void:
	var row := HBoxContainer.new()
	var tick := TextureRect.new()
	tick.texture = DONE if goal.achieved else OPEN
	tick.stretch_mode = TextureRect.STRETCH_KEEP_CENTERED
	var text := Label.new()
	text.text = goal.text
	text.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
	text.custom_minimum_size.x = 280
	text.modulate.a = 0.65 if goal.achieved else 1.0
	row.add_child(tick)
	row.add_child(text)
	_rows.add_child(row)
	if goal.achieved and goal.goal_id not in _achieved:
		_achieved.append(goal.goal_id)
		row.modulate = Color(2.2, 1.9, 1.2)
		row.create_tween().tween_property(row, "modulate", Color.WHITE, 1.2)
