class_name RecordedTalk
## The player's lines in a recording, with their characters, to play it again.


## Dictionaries with `character_id` and `message`.
static func read(path: String) -> Array[Dictionary]:
	var talk: Array[Dictionary] = []
	var file := FileAccess.open(path, FileAccess.READ)
	if file == null:
		return talk
	for text in file.get_as_text().split("\n", false):
		var line: Variant = JSON.parse_string(text)
		if line is Dictionary and line.get("type") == "request" and line.get("operation") == "chat":
			talk.append(line["asked"])
	return talk
