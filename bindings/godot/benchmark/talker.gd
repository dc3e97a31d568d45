extends RefCounted
## A talk as one writes it with the engine's own means: HTTPClient, lines, JSON.parse_string.

signal text_delta(delta: String)

var is_over := false

var http := HTTPClient.new()
var path: String
var body: String
var is_asked := false
var rest := PackedByteArray()


func start(base_url: String, model: String, message: String) -> void:
	var parts := base_url.trim_prefix("http://").split("/", true, 1)
	var host := parts[0].split(":")
	path = "/%s/chat/completions" % parts[1]
	body = JSON.stringify({
		"model": model, "stream": true, "messages": [{"role": "user", "content": message}]})
	http.connect_to_host(host[0], int(host[1]))


func poll() -> void:
	if is_over:
		return
	http.poll()
	match http.get_status():
		HTTPClient.STATUS_CONNECTED:
			if is_asked:
				is_over = true
			else:
				is_asked = true
				http.request(HTTPClient.METHOD_POST, path, ["Content-Type: application/json"], body)
		HTTPClient.STATUS_BODY:
			while true:
				var chunk := http.read_response_body_chunk()
				if chunk.is_empty():
					break
				rest.append_array(chunk)
			read_lines()
		HTTPClient.STATUS_DISCONNECTED, HTTPClient.STATUS_CONNECTION_ERROR, HTTPClient.STATUS_CANT_CONNECT:
			is_over = true


func read_lines() -> void:
	var end := rest.rfind(10)
	if end < 0:
		return
	var text := rest.slice(0, end).get_string_from_utf8()
	rest = rest.slice(end + 1)
	for line in text.split("\n", false):
		if not line.begins_with("data: "):
			continue
		var data := line.substr(6)
		if data.strip_edges() == "[DONE]":
			is_over = true
			return
		var json: Variant = JSON.parse_string(data)
		if json is Dictionary and json.get("choices"):
			var delta: Variant = json["choices"][0]["delta"].get("content")
			if delta:
				text_delta.emit(delta)
