export default { site: "https://example.com", title: "A proven cure" };
