export default { headers: [{ key: "X-Note", value: "clinically proven and safe" }] };
