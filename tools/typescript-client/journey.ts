// A journey of two people with a client whose types come from the OpenAPI document.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import createClient, { type Client } from "openapi-fetch";
import type { paths } from "./schema.js";

const address = process.argv[2] ?? "http://localhost:5000";
type Answer<T> = { data?: T; error?: unknown; response: Response };

/** The answer of a request that must succeed. */
async function ok<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call;
  assert.ok(response.ok, `${response.status} ${response.url} ${JSON.stringify(error)}`);
  assert.ok(data !== undefined);
  return data;
}

async function signUp(name: string): Promise<{ api: Client<paths>; id: string }> {
  const anonymous = createClient<paths>({ baseUrl: address });
  const { user, session_token } = await ok(anonymous.POST("/api/auth/signup", {
    body: { name, email: `${randomUUID()}@example.org`, password: "correct horse battery", age: 30, city: "Lisbon" },
  }));
  assert.equal(user.name, name);
  return { api: createClient<paths>({ baseUrl: address, headers: { Authorization: `Bearer ${session_token}` } }), id: user.id };
}

const ada = await signUp("Ada");
const ben = await signUp("Ben");

const me = await ok(ada.api.GET("/api/auth/me"));
assert.equal(me.user.id, ada.id);
assert.equal(me.user.age, 30);
await ok(ada.api.PUT("/api/users/profile", { body: { bio: "I walk.", interests: ["walking", "chess"] } }));
const { stats, daily_message } = await ok(ada.api.GET("/api/users/dashboard"));
assert.equal(stats.connections, 0);
assert.ok(daily_message.length > 0);

const { circles } = await ok(ada.api.GET("/api/circles", { params: { query: { category: "Wellness" } } }));
const circle = circles[0];
assert.ok(circle);
const inCircle = { params: { path: { id: circle.id } } };
const joined = await ok(ada.api.POST("/api/circles/{id}/join", inCircle));
assert.equal(joined.message, "Successfully joined circle");
const posted = await ok(ada.api.POST("/api/circles/{id}/activity", { ...inCircle, body: { message: "Good morning" } }));
assert.equal(posted.activity.user_id, ada.id);
const detail = await ok(ada.api.GET("/api/circles/{id}", inCircle));
assert.ok(detail.is_member);
assert.equal(detail.recent_activity.at(-1)?.message, "Good morning");

const { courses } = await ok(ada.api.GET("/api/courses", {}));
const free = courses.find((course) => course.price_credits === 0);
assert.ok(free);
const inCourse = { params: { path: { id: free.id } } };
await ok(ada.api.POST("/api/courses/{id}/enroll", inCourse));
const module = (await ok(ada.api.GET("/api/courses/{id}", inCourse))).course.modules[0];
assert.ok(module?.content);
const progress = await ok(ada.api.POST("/api/courses/{id}/progress", { ...inCourse, body: { module_id: module.module_id, completed: true } }));
assert.ok(progress.progress > 0);

const requested = await ok(ada.api.POST("/api/connections/request", { body: { user_id: ben.id } }));
const connection = { params: { path: { id: requested.connection.id } } };
const accepted = await ok(ben.api.POST("/api/connections/{id}/accept", connection));
assert.equal(accepted.connection.status, "accepted");
const withBen = { params: { path: { user_id: ben.id } } };
const sent = await ok(ada.api.POST("/api/messaging/conversations/{user_id}/messages", { ...withBen, body: { message: "Hello" } }));
assert.equal(sent.message.content, "Hello");
const { conversations } = await ok(ben.api.GET("/api/messaging/conversations", {}));
assert.equal(conversations[0]?.other_user.id, ada.id);

const reply = await ok(ada.api.POST("/api/xelatalks/message", { body: { message: "I feel overwhelmed with work lately." } }));
assert.ok(reply.ai_message.is_ai);
const reflection = await ok(ada.api.POST("/api/reflections", { body: { content: "A good day." } }));
assert.equal(reflection.reflection.content, "A good day.");
assert.equal((await ok(ada.api.GET("/api/wallet", {}))).credits, 0);
assert.ok((await ok(ada.api.GET("/api/plans", {}))).plans.length >= 3);

const refused = await ada.api.POST("/api/connections/request", { body: { user_id: ada.id } });
assert.equal(refused.response.status, 400);
assert.equal(refused.error?.code, "invalid_request");
const room = await ada.api.POST("/api/video/rooms/create", { body: { circle_id: circle.id } });
assert.ok(room.response.ok || room.response.status === 503);
await ok(ada.api.POST("/api/auth/logout", {}));
assert.equal((await ada.api.GET("/api/auth/me")).response.status, 401);
console.log("The journey is complete.");
