// Starts the practice room of a page; see templates/call/practice_room.html.
import { bind } from "./bind.js";
import { PracticeRoom } from "./practice_room.js";

bind("practice-room", PracticeRoom);
