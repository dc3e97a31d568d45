class_name RemotePicture
extends HTTPRequest
## Downloads an image from a URL.


## The image; null if there is none.
func fetch(url: String) -> Texture2D:
	if not url.begins_with("https://") or request(url) != OK:
		return null
	var answer: Array = await request_completed
	var bytes: PackedByteArray = answer[3]
	var picture := Image.new()
	var is_read: bool = answer[0] == RESULT_SUCCESS and _read(picture, bytes)
	return ImageTexture.create_from_image(picture) if is_read else null


func _read(picture: Image, bytes: PackedByteArray) -> bool:
	if bytes.size() < 12:
		return false
	match bytes[0]:
		0x89: return picture.load_png_from_buffer(bytes) == OK
		0xff: return picture.load_jpg_from_buffer(bytes) == OK
		0x52: return picture.load_webp_from_buffer(bytes) == OK
	return false
