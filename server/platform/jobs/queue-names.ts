/** Jobs of reactions to events. */
export const reactionQueue = 'reactions';
/** Jobs of the timetable. */
export const scheduleQueue = 'schedules';
