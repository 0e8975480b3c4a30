// A page of the street beside the desk: the same cases, the same clock.
import { whenPlayed } from './afternoon.js'

whenPlayed()
