// Starts the equipment check of a page; see templates/call/equipment_check.html.
import { bind } from "./bind.js";
import { EquipmentCheck } from "./equipment_check.js";

bind("equipment-check", EquipmentCheck);
